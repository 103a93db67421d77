"""What a crash, a cut or a full stop can do: real worker processes and a real mail server with a journal."""
