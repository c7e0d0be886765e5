"""From a packet to the page's context, in reading order, so that sources are numbered as they are met."""

from __future__ import annotations

from collections.abc import Mapping

from onward.outputs.html.asked import asked_table
from onward.outputs.html.body_map import body_map
from onward.outputs.html.chart_events import chart_events
from onward.outputs.html.context import BoardPage, LegendEntry
from onward.outputs.html.curves import curve_panels
from onward.outputs.html.diagnoses import site_table, stage_table
from onward.outputs.html.doubts import contradictions, missing, unreadable, unsaid_changes
from onward.outputs.html.drug_groups import colour_group, legend
from onward.outputs.html.genes import genes_studied_table, variant_tables
from onward.outputs.html.head import died, name_of, now, sentence, who
from onward.outputs.html.health import health_tables
from onward.outputs.html.lesion_pictures import pictures_part
from onward.outputs.html.measurements import measurements
from onward.outputs.html.options import options_part
from onward.outputs.html.other_treatment import (
    imaging_table,
    local_treatment_table,
    procedure_table,
    report_table,
    status_table,
)
from onward.outputs.html.phrases import sentence_case
from onward.outputs.html.provenance import fact_counts, input_table, knowledge_table
from onward.outputs.html.receptors import receptor_table, unused_table
from onward.outputs.html.response import response_part
from onward.outputs.html.scores import score_table
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.treatment_chart import LAYOUTS, shown_courses, treatment_chart
from onward.outputs.html.treatment_tables import chart_twin, drug_table, exposure_table, line_table
from onward.outputs.html.trials_part import trials_part
from onward.packet import Packet


def board_page(packet: Packet, *, resources: Mapping[str, str]) -> BoardPage:
    """The page of one packet.

    resources   "file#place" of a source to the original text of that resource; what is not in it is named, not shown
    """
    register = SourceRegister(resources)
    timeline, picture = packet.timeline, packet.picture
    anchor = picture.onset.first_metastasis
    events = chart_events(picture, timeline)
    courses = shown_courses(picture)
    charts = (treatment_chart(picture, events, as_of=packet.as_of, layout=layout) for layout in LAYOUTS)
    name = name_of(timeline)
    # Arguments are evaluated in this order, which is that of the page: so are the sources numbered.
    return BoardPage(
        title=f"Tumour board: {name}",
        name=name,
        person=packet.person,
        as_of=packet.as_of.isoformat(),
        died=died(timeline, register),
        who=who(packet, register),
        sentence=sentence(packet, register),
        now=now(packet, register),
        contradictions=contradictions(packet, register),
        missing=missing(packet, register),
        options=options_part(packet, register),
        trials=None if packet.trials is None else trials_part(packet.trials, register, with_rest=False),
        body=body_map(picture, timeline),
        sites=site_table(picture, timeline, register),
        stages=stage_table(timeline, register),
        changes=unsaid_changes(packet),
        receptors=receptor_table(picture, register),
        unused_receptors=unused_table(picture, register),
        variants=variant_tables(timeline, register),
        genes_studied=genes_studied_table(timeline, register),
        scores=score_table(timeline, register),
        charts=tuple(chart for chart in charts if chart is not None),
        legend=tuple(
            LegendEntry(group=group, words=words) for group, words in legend(colour_group(course) for course in courses)
        ),
        undated_drugs=tuple(
            dict.fromkeys(
                sentence_case(course.drug) for course in courses if course.start is None and course.end is None
            )
        ),
        lines=line_table(picture, register),
        exposures=exposure_table(picture, register),
        drugs=drug_table(picture, register),
        chart_twin=chart_twin(picture, events, register),
        local_treatment=local_treatment_table(timeline, register),
        statuses=status_table(timeline, register, anchor=anchor),
        curves=curve_panels(timeline, picture.lines, register, anchor=anchor),
        measurements=measurements(timeline, register),
        response=response_part(packet, register),
        pictures=None if packet.pictures is None else pictures_part(packet.pictures),
        imaging=imaging_table(timeline, register),
        procedures=procedure_table(timeline, register),
        reports=report_table(timeline, register),
        health=health_tables(timeline, picture, register),
        asked=asked_table(packet, register),
        unreadable=unreadable(packet),
        inputs=input_table(packet),
        knowledge=knowledge_table(packet),
        counts=fact_counts(packet),
        sources=register.entries(),
        bases=register.bases(),
        version=packet.onward_version,
        packet_id=packet.packet_id,
    )
