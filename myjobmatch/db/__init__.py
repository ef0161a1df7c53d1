"""Persistence: SQLAlchemy models, repositories, the unit of work and the migrations.

All SQL of the product is here. The same schema runs on SQLite (embedded) and PostgreSQL.
"""
