"""What threatens a promise: facts about an agreement and a party in, flags with their reasons out."""
