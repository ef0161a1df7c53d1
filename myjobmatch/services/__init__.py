"""Use cases: one verb each, an explicit actor, one transaction.

A service is `async def verb(actor, command, uow, …)` under `@service(policy)`: without a declared
policy it is no service, and a test fails on a public coroutine here that declares none.
"""
