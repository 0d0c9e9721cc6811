"""Money and selection: plan, purses, ledger, rationing, matching, identification.  扶贫行政"""
