"""The policies: the list, a search that finds nothing, a clause with two sources, one whose numbers have dates."""

PAGES = {
    "policies": "/policies/",
    "policies-none": "/policies/?q=AE-LABLE-2",
    "clause": "/policies/AE-NEGO-1/",
    "clause-dated": "/policies/B2B-AFTERSALE-1/?as_of=2023-01-01",
    "clause-ours": "/policies/ALL-1/",
}
