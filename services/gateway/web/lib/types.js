// The types that the modules share; nothing runs here. Those of the contract are made from the .proto files (tests/browser).
/**
 * @typedef {import('../proto/gateway_pb').WhoAmIReplyJson} Who
 * @typedef {import('../proto/gateway_pb').MembershipJson} Membership
 * @typedef {import('../proto/status_pb').StatusJson} Status
 * @typedef {import('../vendor/lit-html/lit-html.js').TemplateResult | typeof import('../vendor/lit-html/lit-html.js').nothing} Markup
 */
/**
 * What a file of pages/ exports. Its name is the first segment of its address.
 * @typedef {object} Page
 * @property {string[]} needs   methods ("node.GetStatus") without all of which it is in no menu and shows nothing
 * @property {number} home      the greatest one of those that she may see is where she arrives; 0: never
 * @property {boolean} menu     whether it stands in the top bar
 * @property {boolean} [open]   also for whoever is not signed in
 * @property {import('./words.js').Key} title
 * @property {readonly string[]} states  every value that `view` gives data-state; the tests look at each
 * @property {() => void} enter  called when it is opened: begins what it has to read
 * @property {() => void} [leave]
 * @property {() => string} state
 * @property {() => Markup} view
 */
export {};
