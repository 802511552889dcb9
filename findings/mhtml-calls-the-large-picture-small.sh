#!/usr/bin/env bash
# Chromium 156 files the picture that a dense screen shows under the address of another one, when it saves a page
# as MHTML.
#
# Guess, written down first: of <img src="small.png" srcset="small.png 1x, big.png 2x"> on a screen of double
# density the file holds big.png, which was shown, or small.png, which the page still names.
# Seen: it holds one part, and that is called small.png and has the bytes of big.png; small.png was never asked
# of the server. The list of choices is taken out of the page, and the width that the picture had on the page put
# in. Of <picture> nothing is renamed: the part is called as its source is, and the page keeps the source.
# What it means: an address in a saved page does not tell which picture stands behind it. Two savings of one page,
# from a laptop and from a telephone, hold two different files under one address; who matches pictures by address
# and keeps the first keeps whichever came first.
set -euo pipefail
browser=$(command -v chromium || command -v google-chrome || true)
[ -n "$browser" ] || { echo "SKIPPED: no Chromium on this machine"; exit 0; }
work=$(mktemp -d)
trap 'sleep 1; rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts ws@8.18.0 >> log 2>&1
cat > save.mjs <<'JS'
import { spawn } from 'node:child_process'
import http from 'node:http'
import zlib from 'node:zlib'
import WebSocket from 'ws'

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type), data])
  const size = Buffer.alloc(4), sum = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  sum.writeUInt32BE(zlib.crc32(body))
  return Buffer.concat([size, body, sum])
}
const png = (side) => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const rows = zlib.deflateSync(Buffer.alloc(side * (side + 1)))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}
const files = { '/small.png': png(30), '/big.png': png(60), '/wide.png': png(90), '/plain.png': png(20) }
const page = `<!doctype html><title>x</title><img src="small.png" srcset="small.png 1x, big.png 2x">
<picture><source srcset="wide.png"><img src="plain.png"></picture>`
const asked = []
const server = http.createServer((request, answer) => {
  asked.push(request.url)
  const picture = files[request.url]
  answer.writeHead(200, { 'Content-Type': picture ? 'image/png' : 'text/html' })
  answer.end(picture ?? (request.url === '/' ? page : ''))
})
await new Promise((done) => server.listen(0, '127.0.0.1', done))

const flags = ['--headless', '--no-sandbox', '--remote-debugging-port=0', '--force-device-scale-factor=2']
const browser = spawn(process.argv[2], [...flags, `--user-data-dir=${process.cwd()}/profile`, 'about:blank'])
process.on('exit', () => browser.kill())
const address = await new Promise((found) => {
  let said = ''
  browser.stderr.on('data', (part) => {
    const told = (said += part).match(/ws:\/\/\S+/)
    if (told) found(told[0])
  })
})
const host = new URL(address).host
const tabs = await (await fetch(`http://${host}/json/list`)).json()
const socket = new WebSocket(tabs.find((tab) => tab.type === 'page').webSocketDebuggerUrl)
await new Promise((done) => (socket.onopen = done))
let count = 0
const waiting = new Map(), heard = new Map()
socket.onmessage = ({ data }) => {
  const { id, result, method } = JSON.parse(data)
  if (id) waiting.get(id)(result)
  else heard.get(method)?.()
}
const ask = (method, params = {}) =>
  new Promise((done) => {
    waiting.set(++count, done)
    socket.send(JSON.stringify({ id: count, method, params }))
  })
await ask('Page.enable')
const loaded = new Promise((done) => heard.set('Page.loadEventFired', done))
await ask('Page.navigate', { url: `http://127.0.0.1:${server.address().port}/` })
await loaded
const { data } = await ask('Page.captureSnapshot', { format: 'mhtml' })
const { product } = await ask('Browser.getVersion')
server.close()

const kept = {}
for (const part of data.split(/\r?\n--/)) {
  const name = part.match(/Content-Location: \S*(\/\w+\.png)/)?.[1]
  if (name) kept[name] = Buffer.from(part.split(/\r?\n\r?\n/).slice(1).join(''), 'base64')
}
const meant = (name) => Object.keys(files).find((other) => kept[name]?.equals(files[other]))
for (const name of Object.keys(kept)) console.log(`${name} in the file is ${meant(name)} of the server`)
console.log('asked of the server:', asked.filter((one) => one.endsWith('.png')).join(' '))
console.log(product)
const asStated =
  meant('/small.png') === '/big.png' &&
  meant('/wide.png') === '/wide.png' &&
  Object.keys(kept).length === 2 &&
  !asked.includes('/small.png')
process.exit(asStated ? 0 : 1)
JS
timeout 60 node save.mjs "$browser" || { echo "CHANGED: see above"; exit 1; }
echo "as stated: the large picture is filed under the small one's address"
