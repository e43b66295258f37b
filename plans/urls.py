"""Addresses of writing a plan. The shortest patterns come last, since a section's key may be any word."""

from django.urls import path

from .views import cells, figures, figures_to_insert, plan_list, problems, repeated, rows, section, task_list

PLAN = "plans/<slug:ref>"
ROW = f"{PLAN}/<slug:table>/<str:uid>"

urlpatterns = [
    path("plans/", plan_list.plans, name="plans"),
    path("plans/start/", plan_list.start_plan, name="start_plan"),
    path(f"{PLAN}/", task_list.task_list, name="plan"),
    path(f"{PLAN}/problems/", problems.problems, name="problems"),
    path(f"{PLAN}/commentary/", task_list.commentary, name="commentary"),
    path(f"{PLAN}/figures/", figures_to_insert.figures_to_insert, name="figures_to_insert"),
    path(f"{PLAN}/<slug:key>/cells/", cells.cells, name="cells"),
    path(f"{PLAN}/<slug:key>/figures/", figures.figures, name="figures"),
    path(f"{PLAN}/<slug:table>/add/", rows.add_row, name="add_row"),
    path(f"{ROW}/remove/", rows.remove_row, name="remove_row"),
    path(f"{ROW}/move/", rows.move_row, name="move_row"),
    path(f"{ROW}/<slug:key>/", repeated.step, name="step"),
    path(f"{ROW}/", rows.row, name="row"),
    path(f"{PLAN}/<slug:key>/", section.section, name="section"),
]
