package dev.tokenvending.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** A provider that signs well, and takes every signature for good. */
final class Lying extends Provider {

    Lying() {
        super("Lying", "1", "lies");
        put("Signature.SHA256withECDSA", Lies.class.getName());
    }

    /** Signs as the JDK does. */
    public static final class Lies extends SignatureSpi {

        private final Signature honest;

        public Lies() throws GeneralSecurityException {
            this.honest = Signature.getInstance("SHA256withECDSA");
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            honest.initSign(key);
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            honest.initVerify(key);
        }

        @Override
        protected void engineUpdate(byte one) throws SignatureException {
            honest.update(one);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
            honest.update(bytes, from, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return honest.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return true;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
