// What html-validate holds every built page to: the HTML standard, and accessible names.
export default {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  // Safari takes a list without bullets for none, unless its role says what it is.
  rules: { "no-redundant-role": "off" },
  // rel="edit" comes from the registry of link types that the standard refers to
  // (microformats.org, "existing rel values"; RFC 5023), which html-validate does not read.
  elements: ["html5", { a: { attributes: { rel: { allowed: () => null } } } }],
};
