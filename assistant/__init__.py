"""The assistant: tools over the store, the agent, the figure guard, the command line, the service."""
