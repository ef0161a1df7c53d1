"""Text retrieval held to public benchmarks: tasks in the MELO format, trec_eval's measures, peers.

`myjobmatch evaluate` runs `evaluate_tasks` and prints its report.
"""
