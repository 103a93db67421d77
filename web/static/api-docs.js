// The API's page. validatorUrl: null, because by default the document would be sent to another host.
const docs = document.getElementById("docs");
window.SwaggerUIBundle({
  url: docs.dataset.document,
  domNode: docs,
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  supportedSubmitMethods: ["get", "post", "delete"],
});
