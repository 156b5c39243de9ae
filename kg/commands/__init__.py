"""The commands of ``kg``, by what they do: make a graph, ask it, judge it. Each holds no logic but the order of calls."""
