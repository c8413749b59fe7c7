/** Where one question of a message may end and the next begin. */
const boundaries = /[?!;\n]+|\.(?!\d)|,(?!\d)|:(?!\d)|\+|&|\/|\s-\s|\s(?:and|n|also|plus|as well as|and also|then|but|or)\s/giu;

/** The parts of a message that may be questions of their own; the message itself if it has only one. */
export function segmentsOf(text: string): readonly string[] {
  return text
    .split(boundaries)
    .map((segment) => segment.trim())
    .filter((segment) => /\p{L}{2}/u.test(segment));
}
