// The icons of the product: name in icons.svg -> drawing of @phosphor-icons/core.
// Regular for things, bold for states, duotone for empty states.
const regular = [
  'arrow-left', 'arrow-right', 'arrow-up-right', 'arrows-clockwise', 'bandaids', 'bell', 'briefcase', 'buildings',
  'calendar-blank', 'calendar-check', 'cards', 'caret-down', 'chart-bar', 'chat-circle-text', 'check',
  'clipboard-text', 'currency-eur', 'download-simple', 'envelope-simple', 'eye', 'file-pdf', 'file-text',
  'first-aid-kit', 'flag', 'folder-open', 'fork-knife', 'funnel-simple', 'gear', 'globe', 'graduation-cap',
  'hand-tap', 'handshake', 'heart', 'house', 'key', 'leaf', 'lightbulb', 'link-simple', 'list-checks', 'lock-simple',
  'magnifying-glass', 'map-pin', 'megaphone', 'microphone', 'newspaper', 'paper-plane-tilt',
  'palette', 'paperclip', 'pencil-simple', 'plus', 'printer', 'question', 'scales', 'share-network', 'sign-in',
  'sign-out', 'stack', 'target', 'thumbs-up', 'trash', 'trend-down', 'trend-up', 'trophy', 'upload-simple', 'user',
  'user-circle', 'users', 'users-three', 'x',
]
const bold = [
  'check-circle', 'circle-half', 'clock', 'hourglass-medium', 'info', 'warning', 'warning-circle',
  'x-circle',
]
const duotone = ['calendar-blank', 'chart-bar', 'file-text', 'magnifying-glass', 'tray', 'users-three']

export const icons = [
  ...regular.map((name) => ({ id: name, file: `regular/${name}.svg` })),
  ...bold.map((name) => ({ id: name, file: `bold/${name}-bold.svg` })),
  { id: 'star', file: 'fill/star-fill.svg' },
  ...duotone.map((name) => ({ id: `${name}-duo`, file: `duotone/${name}-duotone.svg` })),
]
