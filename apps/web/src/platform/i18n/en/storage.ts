/** Words of the room that a device has for what it saves. */
export const storage = {
  nearlyFull:
    'This device is nearly full. What is saved here is safe; when it is full, the till takes no money. Connect it so that sales are sent, free some disk, or use another browser profile.',
  figures: '{used} of {quota} of this device are used.',
} as const;
