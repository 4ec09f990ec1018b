"""The offers in the hands of the team: list, form with preview, history, worklist, links, import and export."""
