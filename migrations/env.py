"""Run the migrations on the connection that the caller hands over (see smoall/infra/postgres/migrate.py)."""

from alembic import context

from smoall.infra.postgres.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=True,
    include_schemas=False,
)
with context.begin_transaction():
    context.run_migrations()
