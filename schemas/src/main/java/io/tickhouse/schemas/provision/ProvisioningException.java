package io.tickhouse.schemas.provision;

/** A topic or schema could not be brought into the state the catalogue demands; the message says which and why. */
public final class ProvisioningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProvisioningException(String message, Throwable cause) {
        super(message, cause);
    }

    public ProvisioningException(String message) {
        super(message);
    }
}
