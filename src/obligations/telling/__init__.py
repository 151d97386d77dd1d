"""What answers are made of, as data: what is supposed, what lacks, what an explanation tells. ``words`` says it."""
