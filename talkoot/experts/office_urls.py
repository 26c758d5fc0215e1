"""Addresses of framework agreements and procurements; part of urls.py."""

from django.urls import path

from talkoot.experts.views import (
    co_design,
    documents,
    framework_parts,
    frameworks,
    offers,
    procurements,
    replacement,
)

FRAMEWORK = "office/frameworks/<int:pk>/"
PROCUREMENT = "office/procurements/<int:pk>/"

urlpatterns = [
    path("office/frameworks/", frameworks.office_frameworks, name="office-frameworks"),
    path("office/frameworks/new/", frameworks.new_framework, name="new-framework"),
    path(FRAMEWORK, frameworks.office_framework, name="office-framework"),
    path(f"{FRAMEWORK}change/", frameworks.change_framework, name="change-framework"),
    path(f"{FRAMEWORK}option/", frameworks.use_option, name="use-option"),
    path(f"{FRAMEWORK}call-offs/", frameworks.office_call_offs, name="office-call-offs"),
    path(f"{FRAMEWORK}call-offs.csv", frameworks.office_call_offs_csv, name="office-call-offs-csv"),
    path(
        f"{FRAMEWORK}call-offs.xlsx", frameworks.office_call_offs_xlsx, name="office-call-offs-xlsx"
    ),
    path("call-offs/<int:pk>/order.pdf", documents.call_off_order, name="call-off-order"),
    path(f"{FRAMEWORK}files/new/", documents.add_framework_document, name="add-framework-document"),
    path(
        f"{PROCUREMENT}files/new/",
        documents.add_procurement_document,
        name="add-procurement-document",
    ),
    path("office/purchase-files/<int:pk>/", documents.purchase_document, name="purchase-document"),
    path(
        "office/purchase-files/<int:pk>/remove/",
        documents.remove_purchase_document,
        name="remove-purchase-document",
    ),
    path(f"{FRAMEWORK}lots/new/", framework_parts.new_lot, name="new-lot"),
    path(f"{FRAMEWORK}lots/<int:order>/", framework_parts.office_lot, name="office-lot"),
    path(f"{FRAMEWORK}suppliers/new/", framework_parts.new_supplier, name="new-supplier"),
    path(f"{FRAMEWORK}prices/new/", framework_parts.new_price, name="new-price"),
    path(f"{FRAMEWORK}prices/<int:line>/", framework_parts.office_price, name="office-price"),
    path("office/suppliers/<int:pk>/", framework_parts.office_supplier, name="office-supplier"),
    path("office/suppliers/<int:pk>/experts/new/", replacement.name_expert, name="name-expert"),
    path("office/experts/<slug:slug>/end/", replacement.end_expert, name="end-expert"),
    path(
        "suppliers/<int:pk>/curricula/<slug:slug>/", framework_parts.curriculum, name="curriculum"
    ),
    path("suppliers/<int:pk>/", replacement.supplier, name="supplier"),
    path("experts/<slug:slug>/replace/", replacement.replace_expert, name="replace-expert"),
    path(
        "experts/<slug:slug>/replace/withdraw/",
        replacement.withdraw_replacement,
        name="withdraw-replacement",
    ),
    path(
        "office/replacements/<int:pk>/", replacement.office_replacement, name="office-replacement"
    ),
    path("office/procurements/", procurements.office_procurements, name="office-procurements"),
    path("office/procurements/new/", procurements.new_procurement, name="new-procurement"),
    path(PROCUREMENT, procurements.office_procurement, name="office-procurement"),
    path(f"{PROCUREMENT}change/", procurements.change_procurement, name="change-procurement"),
    path(
        f"{PROCUREMENT}criteria/new/",
        procurements.new_quality_criterion,
        name="new-quality-criterion",
    ),
    path(
        f"{PROCUREMENT}criteria/<int:number>/",
        procurements.quality_criterion,
        name="quality-criterion",
    ),
    path(f"{PROCUREMENT}planning/new/", co_design.new_co_designer, name="new-co-designer"),
    path(f"{PROCUREMENT}planning/ask/", co_design.ask_co_designers, name="ask-co-designers"),
    path(
        f"{PROCUREMENT}planning/<int:number>/remove/",
        co_design.remove_co_designer,
        name="remove-co-designer",
    ),
    path("specifications/<str:token>/", co_design.specification, name="specification"),
    path(f"{PROCUREMENT}open/", procurements.open_procurement, name="open-procurement"),
    path(f"{PROCUREMENT}more-time/", procurements.prolong_procurement, name="prolong-procurement"),
    path(f"{PROCUREMENT}evaluate/", procurements.evaluate_procurement, name="evaluate-procurement"),
    path(f"{PROCUREMENT}award/", procurements.award_procurement, name="award-procurement"),
    path(f"{PROCUREMENT}correct/", procurements.reopen_award, name="reopen-award"),
    path(f"{PROCUREMENT}conclude/", procurements.conclude_procurement, name="conclude-procurement"),
    path(f"{PROCUREMENT}cancel/", procurements.cancel_procurement, name="cancel-procurement"),
    path(f"{PROCUREMENT}suppliers/new/", offers.new_bidder, name="new-bidder"),
    path(f"{PROCUREMENT}offers/<int:offer>/", offers.office_offer, name="office-offer"),
    path(f"{PROCUREMENT}offers/<int:offer>/record/", offers.record_offer, name="record-offer"),
    path(f"{PROCUREMENT}offers/<int:offer>/exclude/", offers.exclude_offer, name="exclude-offer"),
    path("offers/<str:token>/", offers.offer, name="offer"),
]
