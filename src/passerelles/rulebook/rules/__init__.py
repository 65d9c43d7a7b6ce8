"""What may be settled of the law by an organisation, and the words of its pages."""
