"""The table of endpoints: what the server routes and what the OpenAPI document describes, from one source."""

from __future__ import annotations

from central_ledger import wire
from central_ledger.api import (
    baskets,
    brand_accounts,
    cases,
    contacts,
    earnings,
    figures,
    guide_coupons,
    identity,
    integration,
    member_data,
    member_profile,
    members,
    people,
    programs,
    proposals,
    rain_checks,
    reservations,
    sales,
    standing,
    tills,
    value,
    who_is_who,
)
from central_ledger.api.endpoint import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "healthz", "GET", "/healthz", "That the ledger answers", "anyone", answer=wire.HealthAnswer, errors=(503,)
    ),
    Endpoint("openapi", "GET", "/openapi.json", "This document", "anyone"),
    *identity.ENDPOINTS,
    *tills.ENDPOINTS,
    *standing.ENDPOINTS,
    *reservations.ENDPOINTS,
    *programs.ENDPOINTS,
    *guide_coupons.ENDPOINTS,
    *baskets.ENDPOINTS,
    *sales.ENDPOINTS,
    *value.ENDPOINTS,
    *rain_checks.ENDPOINTS,
    *earnings.ENDPOINTS,
    *contacts.ENDPOINTS,
    *figures.ENDPOINTS,
    *members.ENDPOINTS,
    *member_profile.ENDPOINTS,
    *member_data.ENDPOINTS,
    *who_is_who.ENDPOINTS,
    *brand_accounts.ENDPOINTS,
    *people.ENDPOINTS,
    *cases.ENDPOINTS,
    *proposals.ENDPOINTS,
    *integration.ENDPOINTS,
)
