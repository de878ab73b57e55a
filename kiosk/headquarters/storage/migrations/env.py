"""Alembic's entry: runs the steps on the connection it is given."""

from alembic import context

from kiosk.headquarters.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
