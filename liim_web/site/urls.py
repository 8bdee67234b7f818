"""Addresses of the public pages."""

from django.urls import path

from liim_web.site import views

app_name = "site"
urlpatterns = [path("", views.start, name="start")]
