"""Pages of those who hire: recruiters, and employment officers who act in a company's name."""
