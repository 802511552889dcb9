#!/usr/bin/env bash
# ical.js 2.2.1, which calendars of Thunderbird and Nextcloud read with, moves a meeting because another one was moved.
#
# Guess, written down first: where one date of a series was moved (RECURRENCE-ID), that date of that series is replaced
# and nothing else; a date that was taken out (EXDATE) is gone.
# Seen: an event of a file takes all moved dates of the file for its own, whoever's they are, so of two weekly meetings
# at the same hour both are moved, and both have the name of the one that was. EXDATE is right. `strictExceptions:
# true`, which "will verify exceptions are related by their UUID", does not leave the others out but raises at the
# first of them, so that a file with two such series cannot be read by it. node-ical 0.26.1 changes the right series
# only.
# What it means: in calendars kept in one file (exports are) a seminar goes missing on a day when some other meeting at
# the same hour was moved. Give each event its own: `{ exceptions }`, chosen by the UID.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 node-ical@0.26.1 >> log 2>&1
cat > read.mjs <<'JS'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'

const weekly = (uid, name, rest) =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nSUMMARY:${name}\r\nDTSTAMP:20261001T000000Z\r\n${rest}\r\nEND:VEVENT\r\n`
const series = 'DTSTART:20261012T100000Z\r\nDTEND:20261012T110000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3'
const moved = 'RECURRENCE-ID:20261019T100000Z\r\nDTSTART:20261020T150000Z\r\nDTEND:20261020T160000Z'
const text =
  'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//calendar//EN\r\n' +
  weekly('a@example.org', 'Seminar', series) +
  weekly('b@example.org', 'Reading', series) +
  weekly('b@example.org', 'Reading, later', moved) +
  'END:VCALENDAR\r\n'

const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
const uid = (component) => component.getFirstPropertyValue('uid')
const [series1, series2] = events
const own = (component) =>
  events.filter((event) => event.hasProperty('recurrence-id') && uid(event) === uid(component))
const dates = (component, options) => {
  const event = new ICAL.Event(component, options)
  const iterator = event.iterator()
  const told = []
  for (let next = iterator.next(); next; next = iterator.next()) {
    const { item, startDate } = event.getOccurrenceDetails(next)
    told.push(`${item.summary} ${startDate.day}`)
  }
  return told.join(', ')
}
const byDefault = [dates(series1), dates(series2)]
const chosen = [series1, series2].map((component) => dates(component, { exceptions: own(component) }))
let refused = ''
try {
  dates(series1, { strictExceptions: true })
} catch (fault) {
  refused = fault.message
}
const other = Object.values(nodeIcal.sync.parseICS(text))
  .filter(({ type }) => type === 'VEVENT')
  .map((event) =>
    nodeIcal
      .expandRecurringEvent(event, { from: new Date('2026-10-01'), to: new Date('2026-11-01') })
      .map(({ summary, start }) => `${summary} ${start.getUTCDate()}`)
      .join(', '),
  )
console.log('by default', byDefault, 'strict:', refused, 'chosen', chosen, 'node-ical', other)
const right = ['Seminar 12, Seminar 19, Seminar 26', 'Reading 12, Reading, later 20, Reading 26']
const wrong = ['Seminar 12, Reading, later 20, Seminar 26', right[1]]
const asStated =
  JSON.stringify([byDefault, chosen, other]) === JSON.stringify([wrong, right, right]) &&
  refused === 'attempted to relate unrelated exception'
process.exit(asStated ? 0 : 1)
JS
node read.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: ical.js 2.2.1 moves the dates of other series"
