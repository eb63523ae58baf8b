"""Search over the pages of an edition: Chinese text as words, the index of an edition, questions and answers."""
