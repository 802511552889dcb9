#!/usr/bin/env bash
# DruidJS 0.9.0: classical scaling (MDS) and ISOMAP draw every axis equally wide, a long field as a square.
#
# Guess: PCA is that of the SVD up to signs (data are centred first), MDS keeps the distances of points of a plane,
# BallTree and HNSW and Annoy find the true nearest neighbours in 200 points (trees exactly), KMeans of three clear
# groups finds them; a silhouette or trustworthiness, if there, equals sklearn's.
# Seen: neighbours and KMeans are as guessed, PCA has the right axes (its points are not centred). MDS gives each axis
# the same spread, whatever the data's: the corners of a field ten by one come out as those of a square, the long side
# and the short one 0.97 each. ISOMAP, which ends in the same step, gives the very same square. The eigenvectors are
# not multiplied by the roots of their eigenvalues.
# What it means: a map drawn with either is stretched across its weak axis: noise looks as wide as the main difference,
# and distances on it say nothing. Take PCA for Euclidean data, SMACOF for distances.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @saehrimnir/druidjs@0.9.0 >> log 2>&1
cat > field.mjs <<'JS'
import * as druid from '@saehrimnir/druidjs'

const field = [[0, 0], [10, 0], [0, 1], [10, 1], [5, 0.5], [2, 0.8]]
const sides = (points) => {
  const far = (a, b) => Math.hypot(points[a][0] - points[b][0], points[a][1] - points[b][1])
  return [far(0, 1), far(0, 2)].map((side) => Number(side.toFixed(2)))
}
const seen = {
  data: sides(field),
  PCA: sides(new druid.PCA(field, { d: 2 }).transform()),
  SMACOF: sides(new druid.SMACOF(field, { d: 2, seed: 1 }).transform()),
  MDS: sides(new druid.MDS(field, { d: 2 }).transform()),
  ISOMAP: sides(new druid.ISOMAP(field, { d: 2, neighbors: 4 }).transform()),
}
console.log('long and short side:', seen)
const square = ([long, short]) => Math.abs(long - short) < 0.02
const kept = ([long, short]) => Math.abs(long - 10) < 0.1 && Math.abs(short - 1) < 0.1
process.exit(kept(seen.PCA) && kept(seen.SMACOF) && square(seen.MDS) && square(seen.ISOMAP) ? 0 : 1)
JS
node field.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: DruidJS 0.9.0 draws a field of ten by one as a square"
