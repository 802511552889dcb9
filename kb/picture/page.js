// Shows the title of the item nearest to the pointer, or to a touch.
const { more, points } = JSON.parse(document.getElementById("data").textContent);
const picture = document.querySelector("svg");
const tip = document.getElementById("tip");
const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
ring.id = "ring";
ring.setAttribute("r", "9");
ring.setAttribute("visibility", "hidden");
picture.append(ring);
const NEAR = 14;

function nearest(x, y, within) {
  let found = null;
  let least = within * within;
  for (const point of points) {
    const across = point[0] - x;
    const down = point[1] - y;
    const distance = across * across + down * down;
    if (distance < least) {
      least = distance;
      found = point;
    }
  }
  return found;
}

function show(event) {
  const scale = picture.getScreenCTM();
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(scale.inverse());
  const point = nearest(place.x, place.y, NEAR / Math.min(1, scale.a));
  tip.hidden = !point;
  ring.setAttribute("visibility", point ? "visible" : "hidden");
  if (!point) return;
  ring.setAttribute("cx", point[0]);
  ring.setAttribute("cy", point[1]);
  tip.querySelector("b").textContent = point[2];
  tip.querySelector("span").textContent = more[point[3]];
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(event.clientX + 14, innerWidth - width - 8);
  const above = event.clientY + 14 + height > innerHeight;
  tip.style.left = Math.max(8, left) + "px";
  tip.style.top = (above ? event.clientY - height - 14 : event.clientY + 14) + "px";
}

function hide() {
  tip.hidden = true;
  ring.setAttribute("visibility", "hidden");
}

picture.addEventListener("pointermove", show);
picture.addEventListener("pointerdown", show);
picture.addEventListener("pointerleave", hide);
