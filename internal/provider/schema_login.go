package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
)

// loginAttributes are the ways in, see credentials.go.
func loginAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"client_id": schema.StringAttribute{Optional: true,
			MarkdownDescription: "Consumer key of the External Client App that lets the provider in. It goes with " +
				"`client_secret`, with `username` and `private_key`, or with `client_secret`, `username` and `password`."},
		"client_secret": schema.StringAttribute{Optional: true, Sensitive: true,
			MarkdownDescription: "Consumer secret of the app. With `client_id` alone it is sent to the org for a login by client " +
				"credentials: the app needs that flow enabled and a user to run as, who is then the API user."},
		"username": schema.StringAttribute{Optional: true,
			MarkdownDescription: "User name of the Salesforce user to log in as, with `private_key` or `password`. Not needed for client " +
				"credentials, where the app says who it is."},
		"private_key": schema.StringAttribute{Optional: true, Sensitive: true,
			MarkdownDescription: "RSA private key for a login by JWT bearer, with `client_id` and `username`: its PEM text, or the path of " +
				"a file that holds it (`~` is the home directory). It must not have a passphrase. The app needs the JWT bearer flow " +
				"enabled with the certificate that belongs to the key, and the user must be pre-authorized, by a permission set " +
				"or profile of the app. The key signs a statement that is valid for five minutes; only that is sent."},
		"password": schema.StringAttribute{Optional: true, Sensitive: true,
			MarkdownDescription: "Password of `username`, for a login by user name and password, with `client_id` and `client_secret`. " +
				"All four are sent to the org. Orgs made since Summer '23 block this flow until *Allow OAuth Username-Password " +
				"Flows* is on in Setup; prefer client credentials or a key."},
		"security_token": schema.StringAttribute{Optional: true, Sensitive: true,
			MarkdownDescription: "Security token of `username`, sent appended to `password`. Default: none, which works only from an IP " +
				"address that the org or the user's profile trusts."},
		"access_token": schema.StringAttribute{Optional: true, Sensitive: true,
			MarkdownDescription: "Access token of a session that exists already, instead of any other way in. It is sent with each request " +
				"and cannot be renewed when it expires."},
		"sf_org": schema.StringAttribute{Optional: true,
			MarkdownDescription: "Alias or user name of an org that the Salesforce CLI `sf` on this machine is logged in to. The provider " +
				"asks `sf` for the org's address and access token when it first needs the org, and again when the session has " +
				"expired. No External Client App is needed; whoever is logged in is the API user. Meant for work at one's own " +
				"desk."},
	}
}
