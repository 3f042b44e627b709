// The words that scripts write, in the viewer's language, as the page brought them.
const place = document.getElementById("words")
export const words = place ? JSON.parse(place.textContent) : {}
