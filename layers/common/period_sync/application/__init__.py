"""What the product does: one use-case a module, speaking to the outside through ports."""
