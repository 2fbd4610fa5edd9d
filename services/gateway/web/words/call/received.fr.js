// @ts-check
export const words = {
  'received.unread': 'La référence reçue n’a pas pu être lue; l’appel peut commencer sans elle.',
};
