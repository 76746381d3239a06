"""Words that all rooms share: days, quantities, three-valued answers, hashes, errors."""
