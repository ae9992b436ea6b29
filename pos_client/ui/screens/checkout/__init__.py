"""The counter: basket, member, benefits, payment, and the sale that is done."""
