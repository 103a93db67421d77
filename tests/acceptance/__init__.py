"""The promises of several nodes, kept by real processes while things go wrong around them."""
