"""The alarms of the template on one machine: figures, evaluation, and the proof of each."""
