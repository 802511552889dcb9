// Shared by what tells the server something twice: not while a page is on its way, which would be forgotten for it.

const isRunning = () => document.querySelector('[data-test-script-state="running"]') !== null
