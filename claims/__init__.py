"""The Fact-Check Database: what public figures said, when, and how their statements compare."""

VERSION = "0.1.0"
