"""Teaching our encoder from taxonomies: read concepts, sample pairs, train, store in int8.

`myjobmatch train` runs `train_model`; docs/matching/training.md tells why each part is as it is.
"""
