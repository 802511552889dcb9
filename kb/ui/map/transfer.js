// Takes large data to the page under a name, for another component to read. What did not change since is not
// taken again: Streamlit keeps large messages, and an equal stamp leaves what is there.

export default function ({ data }) {
  const end = data.indexOf(10)
  const [name, stamp] = new TextDecoder().decode(data.subarray(0, end)).split(" ")
  const carried = (window.jomoCarried ??= {})
  if (carried[name]?.stamp === stamp) return
  carried[name] = { stamp, bytes: data.slice(end + 1) }
  document.dispatchEvent(new CustomEvent("jomo-carried"))
}
