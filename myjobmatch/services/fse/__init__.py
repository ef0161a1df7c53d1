"""Operations that the FSE+ pays for: who keeps them, who takes part, what leaves for the funder."""
