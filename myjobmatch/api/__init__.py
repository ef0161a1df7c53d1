"""HTTP: sign-in and sign-out, health, offline sync, downloads; and the security layer around all of it.

`ROUTES` of each module are put together by `app.routes`.
"""
