"""The parts that pages are made of; `/ui/` shows each in every state. No page writes classes for them.

Words are arguments, so pass them translated: `{% part "need" _("Needs someone") %}`. Text is escaped unless
it is markup from another tag here (`{% tag … as state %}{% fact label state %}`). What stands after `*` goes
by name. A block tag ends with `end<name>`. Without its address a link is plain text. Figures are int,
Decimal or float; None is "not known" and prints "–" with its reason, never 0. Where **attrs stands,
`hx_get="…"`, `id="…"`, `data_x="…"` become attributes (an underscore becomes a hyphen).

page      {% head title * lead="" %} acts {% endhead %}
          {% part at title * lead="" count=None go="" go_url="" rule=False %} … {% endpart %}  at: its #id
          {% two * wide_left=False %} … {% endtwo %}   {% acts %} buttons {% endacts %}
          {% fold summary * opened=False %} … {% endfold %}   {% go text url %}
          {% foot_acts %} {% foot_link text url * icon="down" %} {% endfoot_acts %}
acts      {% button text * url="" icon="" look="" after="" disabled=False kind="submit"
                    name="" value="" key="" **attrs %}
              look: words of plain bare danger big slim fill; a link if url, else a button; after: icon behind;
              key: the letter that presses it
          {% jobs label %} {% job text url icon * fact="" first=False %} {% endjobs %}
figures   {% stats * long=False %} stat … {% endstats %}
          {% stat label value * unit="" url="" note="" unknown="" share=None limit=None mark="" %}
          {% facts * four=False %} {% fact label value * url="" unknown="" figure=False %} {% endfacts %}
          {% bar value total limit=None %}   {% plate text %}   {% count number %}   {% unknown reason="" %}
          {% tile_map groups key %}          groups: [drawing.TileGroup], key: [drawing.TileKey]
          {% area_map areas lines key %}     areas: [map_drawing.MapArea], lines: [map_drawing.MapLine]
          {% chart kind labels series * finding head summary="" %}
              kind: "columns" or "lines"; series: one or two drawing.Series; finding: what the picture says
lines     {% lines * ordered=False %} line … {% endlines %}
          {% line what * state="need" more="" url="" icon="" %} acts {% endline %}
              state: need wrong done quiet
states    {% tag state text * icon="" %}         state: done need wrong quiet kram
          {% note state="" * title="" icon="" alert=False %} … {% endnote %}      state: "" need done wrong
          {% nothing icon title * text="" %} acts {% endnothing %}      an empty list: what to do first
          {% steps names now %}                  names: list, now: from 1
          {% months strip %}                     strip: [states.Month], the months of a year and their states
          {% progress done total text * at="progress" %}
          {% ask at title * will=None %} fields and acts {% endask %}   before money and legal acts
forms     {% form bound=None * url="" method="post" **attrs %} … {% endform %}
              csrf, hidden fields, multipart and the summary of errors come with it
          {% errors bound %}                     the summary alone, where {% form bound %} is not used
          {% field bound.name * no="" may=None size="" hint="" layout="" **attrs %}
              no: box on the paper form (or the form class has paper_numbers = {"name": "3"});
              size: "4" "8" "13"; layout of choices: inline two-c;
              may: the word for "may stay empty", by default said of optional fields
          {% row_of %} fields {% endrow_of %}
          {% sentence button * url="" **attrs %} … {% pick bound.name %} … {% endsentence %}
              {% pick f.x as x %}{% blocktranslate %}Show {{ x }} …{% endblocktranslate %} reads aloud
          {% find url * value="" label="" hint="" name="q" %}
tables    {% table label label … kinds="" caption="" look="cards snug" scroll="" id="" %} rows {% endtable %}
              of=labels: a list of labels known only when the page is made (statements)
              kinds: a word for each column of name text n date tag bar act (default: name, then text);
              look: "cards", "cards snug" or "" (stays a table); scroll: the spoken name of a sideways region
          {% row * look="" **attrs %} cells {% endrow %}        look: sum sub off in; a cell for every column
          {% group_row text %}                                  a heading across the table
          {% cell value="" * url="" small="" unknown="" hot=False decimals=None %}
          {% td * hot=False %} other parts {% endtd %}
          {% pager page * name="page" %}                        page: a Paginator page; keeps the filters
calendar  {% month_turn title before_url after_url * today_url="" at="month" %}
          {% month_grid weeks label %}           weeks: [[calendars.CalendarDay]], from Sunday
day       {% day_bar title * small="" back_url="" %}   {% net_line * gone="" %}
          {% seg label %} {% seg_item text url * count=None current=False at="" %} {% endseg %}
          {% seg_count at count %}               the count of one part, put in its place
          {% roll %} {% roll_row number who * at note="" late=False look="" swap=False %} … {% endroll_row %} {% endroll %}
              look: paid now; at: its #id; page_url: of the name; in it one of take, take_link, got, or sums
          {% roll_find label * form value="" %}   form: the id of a GET form that stands outside
          {% take text small * value name="pay" main=False label="" %}   {% take_link text small * url label="" %}
          {% sums %} takes {% endsums %}   {% roll_other label text * value %}   {% got text * url="" label="" %}
          {% dock label * swap=False %} {% slip title * small="" wrong=False %} {% key_button text * url="" icon="" %}
              {% endslip %} {% running figure unit * small="" mark="" at="" swap=False %} closing act
              {% endrunning %} {% enddock %}   mark: done wrong; at, swap: the total alone is put in its place
reading   {% panes %} evidence, and one element with drafts {% endpanes %}
          {% mark_key keys label %}              keys: [reading.MarkKey]
          {% evidence stretches label %}         stretches: [reading.Stretch]
          {% offers form.x found %}              found: [reading.Offer], under the field of the box
          {% drafts %} {% draft at kind state says * more="" quote="" badge="" url="" meant="" meant_url=""
              ask="" ask_url="" %} forms and acts {% enddraft %} {% enddrafts %}
              state: waiting accepted changed rejected claim
words     {% icon name %}   {% thai_date value * precision="day" how="short" %}   how: short long weekday
          {% area_name * village="" subdistrict="" district="" province="" full=False %}
filters   |number  |number:2  |baht  |thai_date  |thai_date:"long"
"""

from django import template

from khabuan.core.parts import calendars, day, fields, figures, pages, reading, states, tables, words
from khabuan.core.parts.pieces import ICONS

__all__ = ["ICONS", "register"]

register = template.Library()
for kind in (words, pages, figures, states, fields, tables, day, calendars, reading):
    register.tags.update(kind.register.tags)
    register.filters.update(kind.register.filters)
