#!/usr/bin/env bash
# density-clustering 1.3.0, the DBSCAN and OPTICS of JavaScript, gives one point as noise and as a member at once, and
# finds nothing where distances are whole numbers.
#
# Guess, written down first: what scikit-learn gives: a neighbour is what is at most epsilon away, as in the paper of
# 1996, a point is its own neighbour, and a point at the border of a cluster is a member, whenever it was visited.
# Seen: only the second holds. A border point that comes first in the data is noted as noise, then joins the cluster,
# and stays in `noise`, so clusters and noise together have more points than there are. Neighbours are those nearer than
# epsilon: texts that differ in one letter, with a distance of edits and an epsilon of 1, are all noise, and so are
# points on a grid. OPTICS parts the same border point from its cluster, as a cluster of one. The README gives an
# example and says nothing of either.
# What it means: a map draws an item in its topic and beside it, a share of noise is too large, and a search for near
# duplicates by edits finds none. Take from `noise` what the clusters hold, and make epsilon a little greater.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts density-clustering@1.3.0 >> log 2>&1
cat > cluster.cjs <<'JS'
const { DBSCAN, OPTICS } = require('density-clustering')

const numbers = [[0], [0.6], [1.2], [1.3], [1.4], [9]]
const border = new DBSCAN()
const clusters = border.run(numbers, 1, 4)
console.log('numbers:', JSON.stringify(clusters), 'noise', JSON.stringify(border.noise))
const optics = new OPTICS().run(numbers, 1, 4)
console.log('by OPTICS:', JSON.stringify(optics))

const differing = (one, other) => [...one].filter((letter, place) => letter !== other[place]).length
const words = ['loss', 'lass', 'less', 'boss', 'moss']
const found = (epsilon) => {
  const scan = new DBSCAN()
  const told = [scan.run(words, epsilon, 2, differing), scan.noise]
  console.log('words, epsilon', epsilon, JSON.stringify(told))
  return JSON.stringify(told)
}
const asStated =
  JSON.stringify(clusters.map((members) => members.sort())) === '[[0,1,2,3,4]]' &&
  JSON.stringify(border.noise) === '[0,5]' &&
  JSON.stringify(optics) === '[[0],[1,2,3,4],[5]]' &&
  found(1) === '[[],[0,1,2,3,4]]' &&
  found(1.001).startsWith('[[[0,')
process.exit(asStated ? 0 : 1)
JS
node cluster.cjs || { echo "CHANGED: see above"; exit 1; }
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 2> log || { cat log; exit 1; }
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
from sklearn.cluster import DBSCAN

numbers = DBSCAN(eps=1, min_samples=4).fit([[0], [0.6], [1.2], [1.3], [1.4], [9]]).labels_.tolist()
grid = DBSCAN(eps=1, min_samples=2).fit([[0], [1], [2]]).labels_.tolist()
print("scikit-learn:", numbers, grid)
raise SystemExit(numbers != [0, 0, 0, 0, 0, -1] or grid != [0, 0, 0])
PY
echo "as stated: density-clustering 1.3.0 counts members as noise"
