"""What is true of periods, journals and syncs, whatever stores or sends them."""
