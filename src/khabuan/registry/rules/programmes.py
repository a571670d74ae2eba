"""Programmes of the movement and its funders by the name that reports give them; records may have others, in words. Pure."""

from __future__ import annotations

PROGRAMMES = (
    "บ้านมั่นคง",
    "บ้านพอเพียง",
    "สวัสดิการชุมชน",
    "สภาองค์กรชุมชน",
    "ที่ดิน",
    "เศรษฐกิจและทุนชุมชน",
    "ภัยพิบัติ",
    "พัฒนาผู้นำ",
    "แผนพัฒนา",
    "คุณภาพชีวิต",
    "ป้องกันการทุจริต",
    "สิ่งแวดล้อม",
)
