"""Addresses of the plans."""

from django.urls import path

from liim_web.plans import views

app_name = "plans"
urlpatterns = [path("", views.start, name="start")]
