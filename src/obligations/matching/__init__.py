"""Which rules do these facts fire? The port, durable-rules behind it, and its plain twin."""
