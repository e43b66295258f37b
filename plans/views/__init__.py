"""The pages of a plan. Each view finds the plan, makes the form, lets an action write, and shows what is next."""
