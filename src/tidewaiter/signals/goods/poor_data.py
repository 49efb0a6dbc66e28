"""G2: the record says too little to be judged. A reason to ask for data and to draw a sample, never for suspicion."""

from datetime import date

import ibis

from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Signal, Source

SIGNAL = Signal(
    id="quality.poor_data",
    code="G2",
    question="Does the record say too little about the goods or their receiver to be judged?",
    family="quality",
    sources=(
        Source(
            "European Commission", "Import Control System 2, guidance on acceptable goods descriptions", "stop words", date(2026, 11, 1)
        ),
    ),
    needs=("goods_text",),
    unit="flags",
    fires=lambda t: (t.goods_flags.length() > 0) | t.consignee_unnamed,
    points=lambda t: ibis.literal(0.0),
    values=("goods_flags", "consignee_unnamed", "goods_text", "consignee_name"),
    says="The goods text “{goods_text}” ({goods_flags}) or the consignee “{consignee_name}” says too little; ask the filer for more.",
    innocent=(
        "short descriptions are the custom of consumer post",
        "the details stand in a paper that the source does not carry",
        "bills to order name no consignee until they are sold",
    ),
    fires_on=Example("The description is a stop word", (record("vague", goods_text="parts"),), "vague"),
    quiet_on=Example("The description says what it is", (record("clear", goods_text="brake pads for bicycles"),), "clear"),
)
