"""View-models: they hold the last state for QML and turn touches into events; they never decide."""
